require 'base64'
require 'logger'

class OwnError < StandardError; end

$count = 0

ACTIONS = {
  'bytes' => lambda { |event, _|
    bytes = Base64.strict_decode64(event['data'])
    { length: bytes.bytesize, data: Base64.strict_encode64(bytes) }
  },
  'client-context' => ->(_, context) { context.client_context['custom']['key'] },
  'context' => lambda { |_, context|
    {
      requestId: context.aws_request_id,
      functionName: context.function_name,
      functionVersion: context.function_version,
      invokedFunctionArn: context.invoked_function_arn,
      memoryLimit: context.memory_limit_in_mb.to_s,
      logGroup: context.log_group_name,
      logStream: context.log_stream_name
    }
  },
  'count' => ->(_, _) { $count += 1 },
  'exit' => ->(event, _) { exit!(event['status']) },
  'folder' => ->(_, _) { Dir.pwd },
  'hang' => ->(_, _) { sleep 600 },
  'hog' => lambda { |_, _|
    kept = []
    loop { kept << 'x' * (1 << 20) }
  },
  'large' => ->(event, _) { 'x' * event['size'] },
  'log' => ->(event, _) { Logger.new($stdout).public_send(event['level'], event['message']) },
  'print' => ->(event, _) { puts event['text'] },
  'print-error' => ->(event, _) { warn event['text'] },
  'print-part' => ->(event, _) { print event['text'] },
  'read' => ->(event, _) { File.exist?(event['path']) ? File.read(event['path']) : nil },
  'remaining' => lambda { |_, context|
    first = context.get_remaining_time_in_millis
    second = context.get_remaining_time_in_millis while (second || first) >= first
    [first, second]
  },
  'signal' => ->(_, _) { Process.kill(:KILL, Process.pid); sleep 600 },
  'throw' => ->(event, _) { raise ArgumentError, event['message'] },
  'throw-own' => ->(event, _) { raise OwnError, event['message'] },
  'unserializable' => ->(_, _) { Float::NAN },
  'variable' => ->(event, _) { ENV.fetch(event['name'], nil) },
  'write' => lambda { |event, _|
    begin
      File.write(event['path'], event['text'])
      'written'
    rescue SystemCallError
      'refused'
    end
  }
}.freeze

def echo(event:, context:)
  event
end

def act(event:, context:)
  ACTIONS.fetch(event['do']).call(event, context)
end
