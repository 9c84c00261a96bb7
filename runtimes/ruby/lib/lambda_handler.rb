# frozen_string_literal: true

# What a handler string names: "file.method", or "file.Class.method" with the method the class's own; the file may stand in a folder and the class in
# modules. A method without a class is called on this object, so its name and its variables are AWS's: they show in Ruby's error messages.
class LambdaHandler
  attr_reader :handler_file_name, :handler_method_name

  def initialize(env_handler:)
    parts = env_handler.split('.')
    case parts.size
    when 2
      @handler_file_name, @handler_method_name = parts
    when 3
      @handler_file_name, @handler_class, @handler_method_name = parts
    else
      raise ArgumentError, "Invalid handler #{parts}, must be of form FILENAME.METHOD or FILENAME.CLASS.METHOD where FILENAME corresponds with an existing " \
                           'Ruby source file FILENAME.rb, CLASS is an optional module/class namespace and METHOD is a callable method. If using CLASS, METHOD ' \
                           'must be a class-level method.'
    end
  end

  # Returns the body, and its content type where that is not JSON's.
  def call_handler(request:, context:)
    arguments = { event: request, context: context }
    response = @handler_class ? Kernel.const_get(@handler_class).send(@handler_method_name, **arguments) : __send__(@handler_method_name, **arguments)
    AwsLambda::Marshaller.marshall_response(response)
  end
end
