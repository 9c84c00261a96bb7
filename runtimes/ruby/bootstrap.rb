# frozen_string_literal: true

# Entry of the Ruby runtime.
#
# It boots for one function, or, with MAYFLY_STEM=1, for nobody yet, and waits to be given a function; docs/design/stems.md tells the whole story.

require_relative 'lib/mayfly/runtime_api'
require_relative 'lib/mayfly/runner'
require_relative 'lib/mayfly/stem'
require_relative 'lib/mayfly/telemetry'

address = ENV['AWS_LAMBDA_RUNTIME_API']
abort 'bootstrap: AWS_LAMBDA_RUNTIME_API is not set, so there is nobody to ask for events.' unless address

# Taken before anything else can see it: the descriptor is between the platform and this client.
Mayfly::Telemetry.install(ENV.delete('_LAMBDA_TELEMETRY_LOG_FD'))
api = Mayfly::RuntimeApi.new(address)
Mayfly::Stem.become(api.claim) if ENV['MAYFLY_STEM'] == '1'
exit Mayfly::Runner.new(api).run
