# frozen_string_literal: true

# Runs every test of the pack and says how many passed.

require_relative 'test_case'
Dir[File.join(__dir__, '*_test.rb')].sort.each { |file| require file }
exit TestCase.run_all
