namespace Mayfly.Core.Aws;

/// <summary>Whom a request speaks for and where, from its SigV4 credential scope.</summary>
/// <param name="Account">Twelve digits; 000000000000 when the access key id is not itself an account id.</param>
/// <param name="Region">For example us-east-1.</param>
/// <param name="Service">The signing name, for example "lambda"; null when the request is not signed.</param>
public readonly record struct AwsIdentity(string Account, string Region, string? Service);
