"""Entry of the Python runtime.

``python -S bootstrap.py`` boots for one function, or, with MAYFLY_STEM=1, boots for nobody yet and waits to be given a function.
docs/design/stems.md tells the whole story.
"""

import os
import sys


def main():
    address = os.environ.get("AWS_LAMBDA_RUNTIME_API")
    if not address:
        sys.exit("bootstrap: AWS_LAMBDA_RUNTIME_API is not set, so there is nobody to ask for events.")

    from mayfly_runtime import runtime, telemetry
    from mayfly_runtime.runtime_api import RuntimeApi

    # Taken before anything else can see it: the descriptor is between the platform and this client.
    sink = telemetry.open_sink(os.environ.pop("_LAMBDA_TELEMETRY_LOG_FD", None))
    api = RuntimeApi(address)

    if os.environ.get("MAYFLY_STEM") == "1":
        from mayfly_runtime import stem

        stem.preload()
        stem.become(api.claim())

    runtime.run(api, sink)


if __name__ == "__main__":
    main()
