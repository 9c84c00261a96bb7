[Environment]::Exit(42)
