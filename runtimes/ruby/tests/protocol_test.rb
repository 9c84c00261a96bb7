# frozen_string_literal: true

require_relative 'fake_runtime_api'

class ProtocolTest < TestCase
  ECHO = "def handler(event:, context:) = event\n"

  def test_an_answer_and_the_next_question_come_in_one_write
    result = run_function(ECHO, events: [1, 2])
    equal [1, 2, 2], result.reads.first(3)
    equal ['/2018-06-01/runtime/invocation/request-2/response', '2'], result.answers[1].to_a.values_at(1, 3)
    equal nil, result.status
  end

  def test_answers_may_be_cut_anywhere
    event = { 'text' => "é😀 and so on" }
    [true, false].each { |chunked| equal event, run_function(ECHO, events: [event], api: FakeRuntimeApi.new(cut: true, chunked: chunked)).answer.json }
  end

  def test_large_events_and_results_pass
    event = 'x' * (6 * 1024 * 1024 - 10)
    equal event, run_function(ECHO, events: [event]).answer.json
  end

  def test_the_context_has_everything
    headers = { 'Lambda-Runtime-Client-Context' => '{"custom":{"c":1}}', 'Lambda-Runtime-Cognito-Identity' => '{"cognitoIdentityId":"id"}', 'Lambda-Runtime-Aws-Tenant-Id' => 'tenant' }
    names = %w[aws_request_id invoked_function_arn log_group_name log_stream_name function_name memory_limit_in_mb function_version identity tenant_id client_context deadline_ms]
    code = "def handler(event:, context:) = %w[#{names.join(' ')}].to_h { |n| [n, context.public_send(n)] }.merge('left' => context.get_remaining_time_in_millis > 1000, 'trace' => ENV['_X_AMZN_TRACE_ID'])\n"
    wanted = ['request-1', 'arn:aws:lambda:us-east-1:000000000000:function:hello', '/aws/lambda/hello', 'stream', 'hello', '128', '$LATEST',
              { 'cognitoIdentityId' => 'id' }, 'tenant', { 'custom' => { 'c' => 1 } }, 4_102_444_800_000, true, 'Root=1-1']
    equal wanted, run_function(code, api: FakeRuntimeApi.new(headers: headers)).answer.json.values
  end

  def test_a_stem_becomes_its_function
    code = "ZONE = Time.now.zone\ndef handler(event:, context:) = { env: ENV.keys.sort - ['AWS_LAMBDA_RUNTIME_API'], own: ENV['OWN'], dir: Dir.pwd, zone: Time.now.zone, child: `echo $OWN,$STEM_ONLY,$(pwd)`.strip, path: $LOAD_PATH.first, net: defined?(Net::HTTP) }\n"
    env = { 'OWN' => 'own é', 'TZ' => 'Asia/Tokyo' }
    direct, stem = [false, true].map { |booted| run_function(code, env: env, stem: booted) }
    equal '/mayfly/stem/claim', stem.requests.first.path
    values = stem.answer.json
    equal ['own é', stem.folder, 'JST', "own é,,#{stem.folder}", stem.folder], values.values_at('own', 'dir', 'zone', 'child', 'path')
    %w[env zone net].each { |name| equal direct.answer.json[name], values[name] }
  end
end
