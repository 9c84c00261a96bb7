class OwnError : Exception {
    OwnError([string] $message) : base($message) { }
}

$global:count = 0

function Invoke-Echo($LambdaInput, $LambdaContext) {
    , $LambdaInput
}

function Invoke-Act($LambdaInput, $LambdaContext) {
    switch ($LambdaInput.do) {
        'bytes' {
            $bytes = [Convert]::FromBase64String($LambdaInput.data)
            @{ length = $bytes.Length; data = [Convert]::ToBase64String($bytes) }
        }
        'client-context' { ($LambdaContext.ClientContext | ConvertFrom-Json).custom.key }
        'context' {
            @{
                requestId          = $LambdaContext.AwsRequestId
                functionName       = $LambdaContext.FunctionName
                functionVersion    = $LambdaContext.FunctionVersion
                invokedFunctionArn = $LambdaContext.InvokedFunctionArn
                memoryLimit        = "$($LambdaContext.MemoryLimitInMB)"
                logGroup           = $LambdaContext.LogGroupName
                logStream          = $LambdaContext.LogStreamName
            }
        }
        'count' { (++$global:count) }
        'exit' { [Environment]::Exit($LambdaInput.status) }
        'folder' { (Get-Location).Path }
        'hang' { Start-Sleep -Seconds 600 }
        'hog' {
            $kept = [Collections.Generic.List[byte[]]]::new()
            while ($true) {
                $more = [byte[]]::new(1048576)
                [Array]::Fill($more, [byte] 1)
                $kept.Add($more)
            }
        }
        'large' { 'x' * $LambdaInput.size }
        'log' {
            switch ($LambdaInput.level) {
                'debug' { Write-Debug $LambdaInput.message -Debug }
                'info' { Write-Host $LambdaInput.message }
                'warn' { Write-Warning $LambdaInput.message }
                'error' { Write-Error $LambdaInput.message }
            }
        }
        'print' { Write-Host $LambdaInput.text }
        'print-error' { [Console]::Error.WriteLine($LambdaInput.text) }
        'print-part' { Write-Host $LambdaInput.text -NoNewline }
        'read' { if (Test-Path $LambdaInput.path) { Get-Content $LambdaInput.path -Raw } }
        'remaining' {
            $first = $LambdaContext.GetRemainingTimeInMillis()
            do { $second = $LambdaContext.GetRemainingTimeInMillis() } while ($second -ge $first)
            , @($first, $second)
        }
        'signal' {
            [Diagnostics.Process]::GetCurrentProcess().Kill()
            Start-Sleep -Seconds 600
        }
        'throw' { throw [InvalidOperationException]::new($LambdaInput.message) }
        'throw-own' { throw [OwnError]::new($LambdaInput.message) }
        'variable' { ConvertTo-Json -InputObject ([Environment]::GetEnvironmentVariable($LambdaInput.name)) }
        'write' {
            try { [IO.File]::WriteAllText($LambdaInput.path, $LambdaInput.text); 'written' } catch { 'refused' }
        }
    }
}
