# frozen_string_literal: true

require 'fileutils'
require 'json'
require 'rbconfig'
require 'socket'
require 'tmpdir'

# A small Runtime API that runs the real client in a process of its own, gives it events, and notes everything it says.
class FakeRuntimeApi
  Request = Struct.new(:method, :path, :headers, :body) do
    def json = JSON.parse(body)
  end

  # requests; how many requests each read brought; the exit status, nil when the test ended the process; frames as [type, text]
  Result = Struct.new(:requests, :reads, :status, :stdout, :stderr, :frames, :folder) do
    def answers = requests.select { |request| request.method == 'POST' }
    def answer = answers.first
  end

  BOOTSTRAP = File.expand_path('../bootstrap.rb', __dir__)

  def initialize(cut: false, chunked: false, headers: {})
    @cut = cut
    @chunked = chunked
    @headers = headers
  end

  def run(files, handler, events, env: {}, stem: false, framed: true)
    folder = File.realpath(Dir.mktmpdir('mayfly-ruby-'))
    files.each do |name, text|
      path = File.join(folder, name)
      FileUtils.mkdir_p(File.dirname(path))
      File.write(path, text)
    end
    listener = TCPServer.new('127.0.0.1', 0)
    result = Result.new([], [], nil, '', '', [], folder)
    run_process(result, listener, function(folder, handler, env), events, stem, framed)
    result
  ensure
    listener&.close
    FileUtils.rm_rf(folder)
  end

  private

  def function(folder, handler, env)
    {
      'LANG' => 'C.UTF-8', 'PATH' => ENV.fetch('PATH'), 'LAMBDA_TASK_ROOT' => folder, '_HANDLER' => handler, 'AWS_LAMBDA_FUNCTION_NAME' => 'hello',
      'AWS_LAMBDA_FUNCTION_VERSION' => '$LATEST', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE' => '128', 'AWS_LAMBDA_LOG_GROUP_NAME' => '/aws/lambda/hello',
      'AWS_LAMBDA_LOG_STREAM_NAME' => 'stream', 'GEM_PATH' => File.join(folder, 'vendor/bundle')
    }.merge(env)
  end

  def run_process(result, listener, function, events, stem, framed)
    boot = stem ? { 'MAYFLY_STEM' => '1', 'STEM_ONLY' => '1', 'LANG' => 'C.UTF-8', 'GEM_PATH' => function['GEM_PATH'] } : function.dup
    boot['AWS_LAMBDA_RUNTIME_API'] = "127.0.0.1:#{listener.addr[1]}"
    pipe, pipe_end = IO.pipe
    out, out_end = IO.pipe
    error, error_end = IO.pipe
    boot['_LAMBDA_TELEMETRY_LOG_FD'] = '9' if framed
    process = Process.spawn(boot, RbConfig.ruby, BOOTSTRAP, unsetenv_others: true, chdir: stem ? '/' : result.folder, out: out_end, err: error_end, 9 => pipe_end)
    [pipe_end, out_end, error_end].each(&:close)
    readers = [pipe, out, error].map { |io| Thread.new { io.read } }
    serving = Thread.new { serve(result, listener, process, function, events.dup) }
    status = Process.wait2(process)[1]
    listener.close
    serving.join
    result.status = status.signaled? ? nil : status.exitstatus
    frames, result.stdout, result.stderr = readers.map(&:value)
    result.frames = parse_frames(frames.b)
  end

  def serve(result, listener, process, function, events)
    connection = listener.accept
    connection.setsockopt(Socket::IPPROTO_TCP, Socket::TCP_NODELAY, 1)
    data = ''.b
    count = 0
    loop do
      data << connection.readpartial(1 << 20)
      taken = 0
      while (request = take(data))
        taken += 1
        result.requests << request
        if request.method == 'POST'
          send(connection, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
        elsif request.path.end_with?('/claim')
          grant = { environment: function, workingDirectory: result.folder }.to_json
          send(connection, "HTTP/1.1 200 OK\r\nContent-Length: #{grant.bytesize}\r\n\r\n".b << grant.b)
        elsif events.empty?
          Process.kill(:KILL, process)
        else
          send(connection, event(count += 1, events.shift.to_json))
        end
      end
      result.reads << taken
    end
  rescue IOError, SystemCallError
    nil # the process has ended
  end

  def event(count, body)
    headers = {
      'Lambda-Runtime-Aws-Request-Id' => "request-#{count}", 'Lambda-Runtime-Deadline-Ms' => '4102444800000',
      'Lambda-Runtime-Invoked-Function-Arn' => 'arn:aws:lambda:us-east-1:000000000000:function:hello', 'Lambda-Runtime-Trace-Id' => "Root=1-#{count}",
      'Content-Type' => 'application/json'
    }.merge(@headers)
    head = "HTTP/1.1 200 OK\r\n#{headers.map { |name, value| "#{name}: #{value}\r\n" }.join}".b
    return head << "Content-Length: #{body.bytesize}\r\n\r\n" << body.b unless @chunked

    chunks = body.b.scan(/.{1,7}/mn).map { |chunk| "#{chunk.bytesize.to_s(16)}\r\n".b << chunk << "\r\n" }
    head << "Transfer-Encoding: chunked\r\n\r\n" << chunks.join << "0\r\nTrailer: x\r\n\r\n"
  end

  def send(connection, data)
    @cut ? data.each_byte { |byte| connection.write(byte.chr) } : connection.write(data)
  end

  def take(data)
    finish = data.index("\r\n\r\n") or return
    first, *lines = data[0, finish].split("\r\n")
    headers = lines.to_h { |line| line.split(': ', 2) }.transform_keys(&:downcase)
    length = headers['content-length'].to_i
    return if data.bytesize < finish + 4 + length

    method, path = first.split
    body = data[finish + 4, length].force_encoding(Encoding::UTF_8)
    data.slice!(0, finish + 4 + length)
    Request.new(method, path, headers, body)
  end

  def parse_frames(data)
    frames = []
    until data.empty?
      type, length = data.unpack('L>L>')
      frames << [type, data[16, length].force_encoding(Encoding::UTF_8)]
      data = data[(16 + length)..]
    end
    frames
  end
end

def run_function(files, handler = 'index.handler', events: [{}], api: FakeRuntimeApi.new, **options)
  files = { 'index.rb' => files } if files.is_a?(String)
  api.run(files, handler, events, **options)
end
