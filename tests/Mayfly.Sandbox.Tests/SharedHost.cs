namespace Mayfly.Sandbox.Tests;

[CollectionDefinition(nameof(SharedHost))]
public sealed class SharedHost : ICollectionFixture<HostFixture>;
