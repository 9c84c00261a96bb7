# frozen_string_literal: true

require_relative 'fake_runtime_api'

class HandlerTest < TestCase
  METHOD = "def handler(event:, context:) = [event, context.class.name]\n"

  def test_methods_and_classes_are_found
    nested = "module Api\n  class Orders\n    def self.handler(event:, context:) = [event, context.class.name]\n  end\nend\n"
    [
      [{ 'index.rb' => METHOD }, 'index.handler'],
      [{ 'src/deep/index.rb' => METHOD }, 'src/deep/index.handler'],
      [{ 'index.rb' => nested }, 'index.Api::Orders.handler'],
      [{ 'src/index.rb' => nested }, 'src/index.Api::Orders.handler']
    ].each { |files, handler| equal [{ 'a' => 1 }, 'LambdaContext'], run_function(files, handler, events: [{ a: 1 }]).answer.json }
  end

  def test_a_handler_may_take_any_keywords_and_keep_state
    result = run_function("@@count = 0\ndef handler(**given) = [@@count += 1, given.keys]\n".sub('@@count', '$count').gsub('@@count', '$count'), events: [{}, {}])
    equal [[1, %w[event context]], [2, %w[event context]]], result.answers.map(&:json)
  end

  def test_the_packages_own_files_and_gems_are_found
    files = {
      'index.rb' => "require 'other'\nrequire 'mine'\ndef handler(event:, context:) = [OTHER, Mine::VALUE, Gem.loaded_specs['mine'].version.to_s]\n",
      'other.rb' => 'OTHER = 1',
      'vendor/bundle/gems/mine-1.2.3/lib/mine.rb' => 'module Mine; VALUE = 2; end',
      'vendor/bundle/specifications/mine-1.2.3.gemspec' => "Gem::Specification.new { |s| s.name = 'mine'; s.version = '1.2.3'; s.summary = 'x'; s.authors = ['x']; s.files = []; s.require_paths = ['lib'] }\n"
    }
    [false, true].each { |stem| equal [1, 2, '1.2.3'], run_function(files, stem: stem).answer.json }
  end

  def test_results
    [
      ['nil', 'null'], ["{ a: [1, 2.5, nil, true] }", '{"a":[1,2.5,null,true]}'], ['"\\u00e9"', '"é"'], ['StringIO.new("raw")', 'raw'], [':symbol', '"symbol"']
    ].each do |value, body|
      answer = run_function("def handler(event:, context:) = #{value}\n").answer
      equal body, answer.body
      equal body == 'raw' ? 'application/unknown' : 'application/json', answer.headers['content-type']
    end
  end

  def test_a_function_may_replace_the_marshaller
    code = "class AwsLambda::Marshaller\n  def self.marshall_request(raw) = raw.body.upcase\n  def self.marshall_response(value) = [value, 'text/plain']\nend\ndef handler(event:, context:) = event\n"
    answer = run_function(code, events: [{ a: 'b' }]).answer
    equal ['{"A":"B"}', 'text/plain'], [answer.body, answer.headers['content-type']]
  end
end
