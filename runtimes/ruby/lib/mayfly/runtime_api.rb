# frozen_string_literal: true

require 'json'
require_relative 'http_connection'

module Mayfly
  # The Runtime API. What is said most, "here is the answer, what is next?", is two pipelined requests in one write.
  class RuntimeApi
    INVOCATION = '/2018-06-01/runtime/invocation/'
    private_constant :INVOCATION

    def initialize(address)
      host, _, port = address.rpartition(':')
      @http = HttpConnection.new(host, port.to_i)
      @tail = " HTTP/1.1\r\nHost: #{address}\r\n"
      @next = "GET #{INVOCATION}next#{@tail}\r\n"
    end

    # Waits until this sandbox is given to a function; returns what it is to become.
    def claim
      @http.send("GET /mayfly/stem/claim#{@tail}\r\n")
      response = @http.read_response
      raise ConnectionLost, "the stem's claim was answered with status #{response.status}" unless response.status == 200

      JSON.parse(response.body.force_encoding(Encoding::UTF_8))
    end

    # Asks for the first event; later ones are asked for together with an answer.
    def next
      @http.send(@next)
      read_event
    end

    # Answers, and returns the next event.
    def respond(request_id, body, content_type)
      @http.send("POST #{INVOCATION}#{request_id}/response#{@tail}Content-Type: #{content_type}\r\nContent-Length: #{body.bytesize}\r\n\r\n".b << body.b << @next)
      @http.read_response # whatever it says: the answer is given
      read_event
    end

    # Reports a failed invocation, and returns the next event.
    def fail(request_id, failure)
      @http.send(report("#{INVOCATION}#{request_id}/error", failure) << @next)
      @http.read_response
      read_event
    end

    # Reports the failure of an invocation after which this process ends.
    def fail_last(request_id, failure)
      @http.send(report("#{INVOCATION}#{request_id}/error", failure))
      @http.read_response
    end

    # Reports that the function cannot be started.
    def fail_init(failure)
      @http.send(report('/2018-06-01/runtime/init/error', failure))
      @http.read_response
    end

    private

    def read_event
      response = @http.read_response
      raise ConnectionLost, "asking for the next event was answered with status #{response.status}" unless response.status == 200

      response
    end

    def report(path, failure)
      body = failure.json
      "POST #{path}#{@tail}Content-Type: application/json\r\nLambda-Runtime-Function-Error-Type: #{failure.kind.gsub(/[^ -~]/, '?')[0, 1024]}\r\nContent-Length: #{body.bytesize}\r\n\r\n".b << body.b
    end
  end
end
