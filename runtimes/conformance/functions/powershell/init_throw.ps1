throw [InvalidOperationException]::new('while loading')
