# frozen_string_literal: true

module Mayfly
  # A stem: a runtime that has booted and waits, not yet given to any function. What it has loaded is what a direct boot loads, and AWS's own
  # client: functions find nothing there that they would not find on AWS.
  module Stem
    KEPT = 'AWS_LAMBDA_RUNTIME_API'
    private_constant :KEPT

    # Turns the stem into the environment of one function.
    def self.become(grant)
      address = ENV.fetch(KEPT)
      ENV.replace(grant.fetch('environment'))
      ENV[KEPT] = address
      ENV.delete('MAYFLY_STEM')
      ENV.delete('_LAMBDA_TELEMETRY_LOG_FD')
      Dir.chdir(grant.fetch('workingDirectory'))
      return unless defined?(Gem)

      # Gems that the package and its layers bring were not there yet.
      Gem.clear_paths
      Gem::Specification.reset
    end
  end
end
