# frozen_string_literal: true

# A class of tests: each public method whose name begins with "test_".
class TestCase
  class Failed < StandardError; end

  class << self
    def inherited(subclass)
      super
      (@all ||= []) << subclass
    end

    # Returns the exit status.
    def run_all
      passed = failed = 0
      @all.each do |type|
        type.public_instance_methods(false).grep(/\Atest_/).each do |name|
          type.new.public_send(name)
          passed += 1
        rescue StandardError => error
          failed += 1
          warn "FAILED #{type}##{name}: #{error.full_message(highlight: false)}"
        end
      end
      puts "#{passed} passed, #{failed} failed"
      failed.zero? ? 0 : 1
    end
  end

  private

  def equal(wanted, found)
    raise Failed, "wanted: #{wanted.inspect}\nfound:  #{found.inspect}" unless wanted == found
  end

  def match(pattern, found)
    raise Failed, "wanted: #{pattern.inspect}\nfound:  #{found.inspect}" unless pattern.match?(found.to_s)
  end
end
