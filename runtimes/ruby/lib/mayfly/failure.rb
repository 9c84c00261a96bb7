# frozen_string_literal: true

require 'json'

module Mayfly
  # An exception as callers and the function's log see it: "Function<KeyError>", or "Init<LoadError>" while the function is loaded.
  class Failure
    # AWS names these to the platform, and no others.
    NAMED = %w[ArgumentError NoMethodError Exception StandardError NameError LoadError SystemExit SystemStackError].freeze
    OWN_FOLDER = File.expand_path('../..', __dir__) + File::SEPARATOR
    DEEPEST_TRACE = 100
    private_constant :NAMED, :OWN_FOLDER, :DEEPEST_TRACE

    def initialize(error, phase)
      @error = error
      @type = "#{phase}<#{error.class}>"
    end

    # The kind of failure, for the platform.
    def kind
      NAMED.include?(@error.class.to_s) ? @type : 'Function<UserException>'
    end

    def json
      document.to_json
    end

    # Writes it to the function's log.
    def log(sentence)
      puts sentence
      puts JSON.pretty_generate(document)
    end

    private

    def document
      { errorMessage: text(@error.message), errorType: @type, stackTrace: trace }
    end

    # The function's own lines: from where this runtime called it, the trace is nobody's business.
    def trace
      lines = @error.backtrace_locations&.first(DEEPEST_TRACE)&.map(&:to_s) || []
      lines.take_while { |line| !line.start_with?(OWN_FOLDER) }
    end

    # A message may be of any encoding; JSON is of one.
    def text(message)
      utf8 = message.to_s.dup
      utf8.force_encoding(Encoding::UTF_8) if utf8.encoding == Encoding::BINARY
      utf8.encode(Encoding::UTF_8, invalid: :replace, undef: :replace).scrub
    end
  end
end
