# frozen_string_literal: true

require 'socket'

module Mayfly
  # The platform closed the connection: this environment has no future.
  class ConnectionLost < StandardError; end

  # A status, headers by lower-case name, and the whole body in bytes.
  HttpResponse = Struct.new(:status, :headers, :body)

  # As much of HTTP/1.1 as one keep-alive connection to the Runtime API needs: writes requests that are ready made, reads answers in order,
  # however the stream is cut.
  class HttpConnection
    READ_BYTES = 64 * 1024
    private_constant :READ_BYTES

    def initialize(host, port)
      @socket = TCPSocket.new(host, port)
      @socket.setsockopt(Socket::IPPROTO_TCP, Socket::TCP_NODELAY, 1)
      @socket.sync = true
      @pending = String.new(encoding: Encoding::BINARY)
    end

    def send(data)
      @socket.write(data)
    rescue SystemCallError, IOError => error
      raise ConnectionLost, error.message
    end

    def read_response
      head = read_until("\r\n\r\n")
      first, *lines = head.split("\r\n")
      status = first[9, 3].to_i
      headers = lines.to_h do |line|
        name, value = line.split(':', 2)
        [name.downcase, value.strip]
      end
      return read_response if status < 200

      chunked = headers['transfer-encoding']&.downcase&.end_with?('chunked')
      HttpResponse.new(status, headers, chunked ? read_chunks : read_bytes(headers['content-length'].to_i))
    end

    private

    def read_chunks
      body = String.new(encoding: Encoding::BINARY)
      loop do
        size = read_until("\r\n").to_i(16)
        if size.zero?
          nil until read_until("\r\n").empty? # trailers mean nothing here
          return body
        end
        body << read_bytes(size)
        read_until("\r\n")
      end
    end

    def read_bytes(length)
      receive while @pending.bytesize < length
      @pending.slice!(0, length)
    end

    def read_until(mark)
      receive until (at = @pending.index(mark))
      line = @pending.slice!(0, at)
      @pending.slice!(0, mark.bytesize)
      line
    end

    def receive
      @pending << @socket.readpartial(READ_BYTES)
    rescue SystemCallError, IOError => error
      raise ConnectionLost, error.message
    end
  end
end
