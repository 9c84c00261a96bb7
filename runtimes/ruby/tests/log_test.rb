# frozen_string_literal: true

require_relative 'fake_runtime_api'

class LogTest < TestCase
  CODE = <<~RUBY
    require 'logger'
    LOGGER = Logger.new($stdout)
    def handler(event:, context:)
      puts "two\\nlines\u00e9", ['and', :more]
      LOGGER.info('logged')
      $stdout.puts 'direct'
      print 'printed'
      warn 'warned'
    end
  RUBY

  def test_puts_and_loggers_write_frames
    result = run_function(CODE)
    equal [0xa55a0003, "two\nlinesé\nand\nmore\n"], result.frames[0]
    match(/\AI, \[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+ #\d+\]  INFO request-1 -- : logged\z/, result.frames[1][1])
    equal ["direct\nprinted", "warned\n"], [result.stdout, result.stderr]
  end

  def test_without_a_pipe_all_goes_to_standard_output
    match(/\Atwo\nlinesé\nand\nmore\nI, \[.*\]  INFO -- : logged\ndirect\nprinted\z/, run_function(CODE, framed: false).stdout)
  end

  def test_a_logger_on_a_file_or_with_a_formatter_stays_its_own
    code = "require 'logger'\ndef handler(event:, context:)\n  text = StringIO.new\n  Logger.new(text, formatter: proc { |*, m| \"<\#{m}>\" }).info('x')\n" \
           "  Logger.new($stdout, progname: 'p', formatter: proc { |*, m| \"[\#{m}]\" }).info('y')\n  text.string\nend\n"
    result = run_function(code)
    equal ['<x>', [[0xa55a0003, '[y]']]], [result.answer.json, result.frames]
  end
end
