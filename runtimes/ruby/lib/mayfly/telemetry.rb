# frozen_string_literal: true

require 'logger'
require 'time'

module Mayfly
  # Where log messages go: the platform's framed pipe, or standard output where there is none.
  module Telemetry
    # Frames each message, so that one of many lines stays one event: type, length, microseconds since 1970, text; big-endian. It is what a Logger
    # takes for a device.
    class FramedSink < ::Logger::LogDevice
      TEXT_FRAME = 0xa55a0003
      private_constant :TEXT_FRAME

      def initialize(pipe)
        @pipe = pipe
        @lock = Mutex.new
      end

      def write(message)
        text = message.to_s.b
        microseconds = Process.clock_gettime(Process::CLOCK_REALTIME, :microsecond)
        @lock.synchronize { @pipe.write([TEXT_FRAME, text.bytesize, microseconds].pack('L>L>Q>') << text) }
      rescue Errno::EPIPE
        nil # nobody reads logs any more; the function's work matters more
      end

      def close; end

      def reopen(_log = nil)
        self
      end
    end

    # A Logger on standard output or standard error writes framed messages with the request's identifier, as on AWS.
    module FramedLogger
      def initialize(logdev, *arguments, formatter: nil, **options)
        standard = logdev.nil? || logdev.equal?($stdout) || logdev.equal?($stderr)
        super(standard ? Telemetry.sink : logdev, *arguments, formatter: formatter || (standard ? Formatter.new : nil), **options)
      end
    end

    # AWS's line: "I, [time #process]  INFO request -- program: message".
    class Formatter < ::Logger::Formatter
      def call(severity, time, progname, message)
        format('%s, [%s #%d] %5s %s -- %s: %s', severity[0], format_datetime(time), Process.pid, severity, $_global_aws_request_id, progname, msg2str(message)).encode('UTF-8')
      end
    end

    # puts without a receiver is one event, however many lines it has.
    module FramedPuts
      def puts(*values)
        text = values.flatten.map { |value| value.to_s.encode('UTF-8') }.join("\n")
        Telemetry.sink.write(text.end_with?("\n") ? text : "#{text}\n")
        nil
      end
    end

    class << self
      attr_reader :sink

      # Without a descriptor everything stays on standard output.
      def install(descriptor)
        $stdout.sync = true
        $stderr.sync = true
        return unless descriptor&.match?(/\A\d+\z/)

        pipe = IO.new(descriptor.to_i, 'wb')
        pipe.sync = true
        pipe.close_on_exec = true # programs that the function starts have no business with it
        @sink = FramedSink.new(pipe)
        ::Logger.prepend(FramedLogger)
        # Redefined in Kernel itself, as on AWS: a function's own puts still wins.
        ::Kernel.define_method(:puts, FramedPuts.instance_method(:puts))
      rescue SystemCallError
        nil
      end
    end
  end
end
