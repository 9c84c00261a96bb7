# frozen_string_literal: true

require 'json'
require 'net/http' # as in AWS's client: functions have come to find it loaded
require 'stringio'
require_relative 'failure'
require_relative '../aws_lambda/marshaller'
require_relative '../lambda_context'
require_relative '../lambda_handler'

module Mayfly
  # The Init phase, and the loop that gives events to the handler.
  class Runner
    # Exit statuses of AWS's client.
    INIT_FAILED = -4
    CRITICAL = -1
    private_constant :INIT_FAILED, :CRITICAL

    def initialize(api)
      @api = api
    end

    # Returns the process's exit status, when there is nothing more to be done.
    def run
      handler = load_handler
      return INIT_FAILED if handler.nil?

      event = @api.next
      event = answer(handler, event) while event
      CRITICAL
    rescue ConnectionLost
      1
    end

    private

    def load_handler
      root = ENV.fetch('LAMBDA_TASK_ROOT', Dir.pwd)
      $LOAD_PATH.unshift(root) unless $LOAD_PATH.include?(root)
      name = ENV.fetch('_HANDLER', '')
      begin
        handler = LambdaHandler.new(env_handler: name)
        require handler.handler_file_name
        handler
      rescue Exception => error # a file that cannot be parsed, or that exits, is as fatal as one that raises
        give_up(name, error)
      end
    end

    def give_up(name, error)
      failure = Failure.new(error, 'Init')
      failure.log("Init error when loading handler #{name}")
      @api.fail_init(failure)
      nil
    end

    # Runs the handler for one event, answers, and returns the next event; nil after a failure that ends the process.
    def answer(handler, event)
      headers = event.headers
      request_id = headers['lambda-runtime-aws-request-id']
      $_global_aws_request_id = request_id
      ENV['_X_AMZN_TRACE_ID'] = headers['lambda-runtime-trace-id']
      begin
        body, content_type = respond_to(handler, event)
      rescue NameError => error # NoMethodError among them
        return fail_for_good(request_id, error)
      rescue StandardError => error
        failure = Failure.new(error, 'Function')
        failure.log('Error raised from handler method')
        return @api.fail(request_id, failure)
      rescue Exception => error
        return fail_for_good(request_id, error)
      end
      @api.respond(request_id, body, content_type || 'application/json')
    end

    def respond_to(handler, event)
      request = AwsLambda::Marshaller.marshall_request(event)
      body, content_type = handler.call_handler(request: request, context: LambdaContext.new(event.headers))
      [body.respond_to?(:read) ? body.read : body.to_s, content_type]
    end

    def fail_for_good(request_id, error)
      failure = Failure.new(error, 'Function')
      failure.log('Critical exception from handler')
      @api.fail_last(request_id, failure)
      nil
    end
  end
end
