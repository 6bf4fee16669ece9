# frozen_string_literal: true

require 'socket'

# The few frames of STOMP 1.2 that a worker needs to take messages from RabbitMQ.
class Stomp
  Frame = Struct.new(:command, :headers, :body)

  ESCAPES = { '\\c' => ':', '\\n' => "\n", '\\r' => "\r", '\\\\' => '\\' }.freeze
  LARGEST_BODY = 1_000_000

  def self.connect(host:, port:, login:, passcode:)
    client = new(TCPSocket.new(host, port, connect_timeout: 5))
    client.send_frame('CONNECT', { 'accept-version' => '1.2', 'host' => '/', 'login' => login, 'passcode' => passcode })
    answer = client.receive
    raise IOError, "the broker said #{answer&.command.inspect}" unless answer&.command == 'CONNECTED'

    client
  end

  def initialize(socket)
    @socket = socket
  end

  # One message at a time, and each is kept by the broker until it is acknowledged.
  def subscribe(queue)
    send_frame('SUBSCRIBE', { 'id' => '0', 'destination' => queue, 'ack' => 'client-individual', 'prefetch-count' => '1' })
  end

  def acknowledge(message) = send_frame('ACK', { 'id' => message.headers.fetch('ack') })

  # The broker moves it to the dead-letter queue.
  def reject(message) = send_frame('NACK', { 'id' => message.headers.fetch('ack'), 'requeue' => 'false' })

  def send_frame(command, headers, body = '')
    lines = headers.map { |name, value| "#{name}:#{value}\n" }.join
    @socket.write("#{command}\n#{lines}\n#{body}\0")
  end

  # Answers nil when the broker has gone.
  def receive
    command = read_line
    command = read_line while command == ''
    return nil if command.nil?

    headers = {}
    while (line = read_line) && line != ''
      name, value = line.split(':', 2).map { |part| part.gsub(/\\[cnr\\]/, ESCAPES) }
      headers[name] ||= value
    end
    Frame.new(command, headers, read_body(headers['content-length']))
  end

  def close = @socket.close

  private

  def read_line = @socket.gets("\n", 100_000)&.chomp

  def read_body(length)
    return @socket.gets("\0", LARGEST_BODY).to_s.chomp("\0") if length.nil?
    raise IOError, 'the body is too large' if length.to_i > LARGEST_BODY

    body = @socket.read(length.to_i).to_s
    @socket.read(1)
    body.force_encoding(Encoding::UTF_8)
  end
end
