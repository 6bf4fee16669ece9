# frozen_string_literal: true

require 'json'

# A message to one person, checked before anything is sent.
class Notification
  class Invalid < StandardError; end

  TEMPLATES = {
    'order-confirmed' => 'Your order %<order>s is confirmed. See you there!',
    'event-moved' => 'The event of your order %<order>s has moved to %<date>s.',
    'refund-sent' => 'The refund for your order %<order>s is on its way.'
  }.freeze
  CHANNELS = %w[email push sms].freeze

  attr_reader :id, :channel, :recipient, :text

  def self.parse(body)
    data = JSON.parse(body)
    raise Invalid, 'the message is not an object' unless data.is_a?(Hash)

    new(data)
  rescue JSON::ParserError
    raise Invalid, 'the message is not JSON'
  end

  def initialize(data)
    @id = read(data, 'id', /\A[A-Za-z0-9-]{1,64}\z/)
    @channel = read(data, 'channel', /\A(?:#{CHANNELS.join('|')})\z/)
    @recipient = read(data, 'recipient', /\A[^\s,;<>]{3,200}\z/)
    template = TEMPLATES.fetch(data['template']) { raise Invalid, 'the template is not known' }
    @text = format(template, fill(data['values']))
  rescue KeyError => e
    raise Invalid, "a value is missing: #{e.message}"
  end

  private

  def read(data, name, pattern)
    value = data[name]
    raise Invalid, "#{name} is wrong" unless value.is_a?(String) && pattern.match?(value)

    value
  end

  def fill(values)
    raise Invalid, 'values must be an object' unless values.is_a?(Hash)

    values.to_h { |name, value| [name.to_sym, value.to_s.gsub(/[[:cntrl:]]/, ' ')[0, 100]] }
  end
end
