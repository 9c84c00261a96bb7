"""Says hello to whoever the event names."""

import platform


def handler(event, context):
    name = event.get("name", "world")
    print(f"{context.function_name} greets {name}")
    return {"message": f"Hello, {name}!", "runtime": f"Python {platform.python_version()}"}
