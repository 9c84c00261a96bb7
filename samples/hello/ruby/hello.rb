# Says hello to whoever the event names.
def handler(event:, context:)
  name = event.fetch('name', 'world')
  puts "#{context.function_name} greets #{name}"
  { message: "Hello, #{name}!", runtime: "Ruby #{RUBY_VERSION}" }
end
