# frozen_string_literal: true

require_relative 'fake_runtime_api'

class ErrorTest < TestCase
  def test_an_exception_is_told_with_its_trace_and_the_next_event_is_served
    code = "class Mine < StandardError; end\ndef handler(event:, context:)\n  raise Mine, 'bad' if event['fail']\n  'fine'\nend\n"
    result = run_function(code, events: [{ fail: true }, {}])
    equal ['/2018-06-01/runtime/invocation/request-1/error', 'Function<UserException>'], [result.answer.path, result.answer.headers['lambda-runtime-function-error-type']]
    error = result.answer.json
    equal %w[errorMessage errorType stackTrace], error.keys
    equal ['bad', 'Function<Mine>', 1], [error['errorMessage'], error['errorType'], error['stackTrace'].size]
    match(/\A#{result.folder}\/index\.rb:3:in [`'](Object#)?handler'\z/, error['stackTrace'][0])
    equal 'fine', result.answers[1].json
    equal "Error raised from handler method\n", result.frames[0][1]
    equal error, JSON.parse(result.frames[1][1])
  end

  def test_kinds_that_the_platform_hears_of
    equal 'Function<ArgumentError>', run_function("def handler(event:, context:) = raise(ArgumentError, 'x')\n").answer.headers['lambda-runtime-function-error-type']
    equal ['Function<ArgumentError>', 'missing keyword: :more'], run_function("def handler(event:, context:, more:) = 1\n").answer.json.values_at('errorType', 'errorMessage')
  end

  def test_critical_exceptions_end_the_process
    [
      ['nothing.at_all', 'Function<NameError>', /undefined local variable or method [`']nothing'/],
      ['nil.nothing', 'Function<NoMethodError>', /undefined method [`']nothing' for nil/],
      ['handler(event: event, context: context) + 1', 'Function<SystemStackError>', /stack level too deep/],
      ['exit 3', 'Function<SystemExit>', /exit/],
      ["raise Exception, 'bare'", 'Function<Exception>', /bare/]
    ].each do |body, type, message|
      result = run_function("def handler(event:, context:)\n  #{body}\nend\n", events: [{}, {}])
      equal [1, 255], [result.answers.size, result.status]
      equal type, result.answer.json['errorType']
      match message, result.answer.json['errorMessage']
      equal "Critical exception from handler\n", result.frames[0][1]
    end
  end

  def test_a_handler_that_is_not_there
    answer = run_function("VALUE = 1\n").answer
    equal 'Function<NoMethodError>', answer.json['errorType']
    match(/undefined method [`']handler' for (#<LambdaHandler:.*@handler_file_name="index"|an instance of LambdaHandler)/, answer.json['errorMessage'])
    equal 'Function<NameError>', run_function("VALUE = 1\n", 'index.Absent.handler').answer.json['errorType']
  end

  def test_the_init_phase_fails
    [
      [{}, 'index.handler', 'Init<LoadError>', /\Acannot load such file -- index/],
      [{ 'index.rb' => "require 'nowhere'" }, 'index.handler', 'Init<LoadError>', /\Acannot load such file -- nowhere/],
      [{ 'index.rb' => 'def handler(' }, 'index.handler', 'Init<SyntaxError>', /syntax error/],
      [{ 'index.rb' => "raise 'loading'" }, 'index.handler', 'Init<RuntimeError>', /\Aloading/],
      [{ 'index.rb' => 'exit 0' }, 'index.handler', 'Init<SystemExit>', /\Aexit/],
      [{}, 'index', 'Init<ArgumentError>', /\AInvalid handler \["index"\], must be of form FILENAME\.METHOD or FILENAME\.CLASS\.METHOD/]
    ].each do |files, handler, type, message|
      result = run_function(files, handler)
      equal [1, '/2018-06-01/runtime/init/error', 252], [result.answers.size, result.answer.path, result.status]
      equal type, result.answer.json['errorType']
      match message, result.answer.json['errorMessage']
      equal "Init error when loading handler #{handler}\n", result.frames[0][1]
    end
  end

  def test_a_name_cannot_break_out_of_its_header
    answer = run_function("def handler(event:, context:) = raise(Class.new(StandardError) { def self.to_s = \"Argument\\r\\nX-Evil: 1\" })\n").answer
    equal nil, answer.headers['x-evil']
  end

  def test_an_end_without_a_word
    result = run_function("def handler(event:, context:) = exit!(7)\n")
    equal [0, 7], [result.answers.size, result.status]
  end

  def test_messages_of_any_encoding
    equal "caf\ufffd", run_function("def handler(event:, context:) = raise(\"caf\\xe9\".b)\n").answer.json['errorMessage']
  end
end
