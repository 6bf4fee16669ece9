# frozen_string_literal: true

require 'json'
require 'socket'
require 'stringio'
require_relative '../lib/stomp'
require_relative '../lib/worker'

# A broker that gives the bodies and remembers what it was told. Runs with nothing but Ruby.
def with_broker(bodies)
  server = TCPServer.new('127.0.0.1', 0)
  told = []
  thread = Thread.new do
    socket = server.accept
    client = Stomp.new(socket)
    told << client.receive.command
    client.send_frame('CONNECTED', { 'version' => '1.2' })
    told << client.receive.command
    bodies.each_with_index do |body, number|
      client.send_frame('MESSAGE', { 'ack' => number.to_s, 'content-length' => body.bytesize.to_s }, body)
      answer = client.receive
      told << "#{answer.command} #{answer.headers['id']}"
    end
    socket.close
  end
  yield Stomp.connect(host: '127.0.0.1', port: server.addr[1], login: 'a', passcode: 'b')
  thread.join
  told
ensure
  server.close
end

def check(expected, actual, what)
  abort "#{what}: expected #{expected.inspect}, got #{actual.inspect}" unless expected == actual
end

good = { id: 'n-1', channel: 'email', recipient: 'ada@example.com', template: 'order-confirmed', values: { order: 'ord-1' } }
wrong = [good.merge(channel: 'fax'), good.merge(recipient: "a@b.c\nBcc: x"), good.merge(template: 'spam'), good.merge(values: {})]

sent = []
counts = nil
deliver = lambda do |notification|
  raise 'the gateway is down' if notification.id == 'n-9'

  sent << notification.text
end
told = with_broker([good, good, *wrong, good.merge(id: 'n-9')].map(&:to_json) + ['{']) do |broker|
  worker = Worker.new(broker, deliver: deliver, logs: StringIO.new)
  worker.run('/queue/notifications') { false }
  counts = worker.counts
end

check(['Your order ord-1 is confirmed. See you there!'], sent, 'a message that comes twice is sent once')
check(['CONNECT', 'SUBSCRIBE', 'ACK 0', 'ACK 1', 'NACK 2', 'NACK 3', 'NACK 4', 'NACK 5', 'NACK 6', 'NACK 7'], told, 'the broker is told')
check({ 'sent' => 1, 'duplicate' => 1, 'rejected' => 6 }, counts, 'all are counted')
puts '3 checks passed'
