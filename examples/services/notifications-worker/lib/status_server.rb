# frozen_string_literal: true

require 'socket'

# Answers /healthz, /readyz and /metrics, one request for each connection.
class StatusServer
  def initialize(port, ready:, counts:)
    @server = TCPServer.new('0.0.0.0', port)
    @ready = ready
    @counts = counts
  end

  def start
    @thread = Thread.new { loop { answer(@server.accept) } }
    self
  end

  def stop
    @thread.kill
    @server.close
  end

  private

  def answer(client)
    path = client.gets("\n", 4_000).to_s.split[1]
    status, body = route(path)
    client.write("HTTP/1.1 #{status}\r\ncontent-length: #{body.bytesize}\r\nconnection: close\r\n\r\n#{body}")
  rescue SystemCallError
    nil
  ensure
    client.close
  end

  def route(path)
    case path
    when '/healthz' then ['200 OK', "ok\n"]
    when '/readyz' then @ready.call ? ['200 OK', "ready\n"] : ['503 Service Unavailable', "waiting for the broker\n"]
    when '/metrics' then ['200 OK', metrics]
    else ['404 Not Found', "nothing here\n"]
    end
  end

  def metrics
    lines = @counts.call.sort.map { |result, count| "notifications_total{result=\"#{result}\"} #{count}\n" }
    "# TYPE notifications_total counter\n#{lines.join}"
  end
end
