raise ArgumentError, 'while loading'
