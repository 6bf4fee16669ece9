# frozen_string_literal: true

require 'json'
require 'time'
require_relative 'notification'

# Takes notifications one by one, sends each, and tells the broker what became of it.
class Worker
  attr_reader :counts

  # +deliver+ is called with a Notification and raises when it could not be sent.
  def initialize(broker, deliver:, logs: $stdout)
    @broker = broker
    @deliver = deliver
    @logs = logs
    @counts = Hash.new(0)
    @sent = {}
  end

  # Returns when the broker has gone or the block says so.
  def run(queue)
    @broker.subscribe(queue)
    until yield
      message = @broker.receive
      break if message.nil?

      handle(message) if message.command == 'MESSAGE'
    end
  end

  private

  def handle(message)
    notification = Notification.parse(message.body)
    # The broker may give a message twice; nobody wants two confirmations.
    if @sent.key?(notification.id)
      finish(message, 'duplicate', notification.id)
    else
      @deliver.call(notification)
      remember(notification.id)
      finish(message, 'sent', notification.id)
    end
  rescue StandardError => e
    @counts['rejected'] += 1
    log('error', 'rejected', reason: e.message)
    @broker.reject(message)
  end

  def finish(message, result, id)
    @broker.acknowledge(message)
    @counts[result] += 1
    log('info', result, 'notification.id': id)
  end

  def remember(id)
    @sent[id] = true
    @sent.delete(@sent.first.first) if @sent.size > 10_000
  end

  def log(level, message, **fields)
    @logs.puts(JSON.generate('@timestamp': Time.now.utc.iso8601(3), 'log.level': level,
                             'service.name': 'notifications-worker', message: message, **fields))
  end
end
