# $LambdaInput is the event, $LambdaContext the context; the last object of the pipeline is the answer.
Write-Host "greeting $($LambdaInput.name ?? 'nobody')"
@{ message = "Hello, $($LambdaInput.name ?? 'world')!" }
