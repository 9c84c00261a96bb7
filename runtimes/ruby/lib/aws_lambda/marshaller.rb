# frozen_string_literal: true

module AwsLambda
  # Turns events into what handlers get, and their results into what callers get. Functions may replace these methods, as on AWS.
  class Marshaller
    class << self
      # JSON is parsed; what is declared as anything else stays a text.
      def marshall_request(raw_request)
        body = raw_request.body.dup.force_encoding(Encoding::UTF_8)
        (raw_request.headers['content-type'] || 'application/json') == 'application/json' ? JSON.parse(body) : body
      end

      # A StringIO or IO goes out as it is, all else as JSON.
      def marshall_response(method_response)
        case method_response
        when StringIO, IO
          [method_response, 'application/unknown']
        else
          method_response.to_json
        end
      end
    end
  end
end
