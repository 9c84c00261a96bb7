raise ValueError('while loading')
