# frozen_string_literal: true

# The context object that a handler gets beside its event: https://docs.aws.amazon.com/lambda/latest/dg/ruby-context.html
class LambdaContext
  attr_reader :aws_request_id, :invoked_function_arn, :log_group_name, :log_stream_name, :function_name, :memory_limit_in_mb, :function_version,
              :identity, :tenant_id, :client_context, :deadline_ms

  # headers: those of the event, by lower-case name
  def initialize(headers)
    @clock_difference = milliseconds(Process::CLOCK_REALTIME) - milliseconds(Process::CLOCK_MONOTONIC)
    @deadline_ms = headers['lambda-runtime-deadline-ms'].to_i
    @aws_request_id = headers['lambda-runtime-aws-request-id']
    @invoked_function_arn = headers['lambda-runtime-invoked-function-arn']
    @log_group_name = ENV['AWS_LAMBDA_LOG_GROUP_NAME']
    @log_stream_name = ENV['AWS_LAMBDA_LOG_STREAM_NAME']
    @function_name = ENV['AWS_LAMBDA_FUNCTION_NAME']
    @memory_limit_in_mb = ENV['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']
    @function_version = ENV['AWS_LAMBDA_FUNCTION_VERSION']
    @identity = parse(headers['lambda-runtime-cognito-identity'])
    @tenant_id = headers['lambda-runtime-aws-tenant-id']
    @client_context = parse(headers['lambda-runtime-client-context'])
  end

  # Counted by a clock that nobody sets.
  def get_remaining_time_in_millis
    [@deadline_ms - milliseconds(Process::CLOCK_MONOTONIC) - @clock_difference, 0].max
  end

  private

  def milliseconds(clock)
    Process.clock_gettime(clock, :millisecond)
  end

  def parse(header)
    JSON.parse(header.dup.force_encoding(Encoding::UTF_8)) unless header.nil? || header.empty?
  end
end
