namespace Mayfly.Contracts.Arns;

/// <summary>
/// Reads <c>[arn:PARTITION:lambda:][REGION:][ACCOUNT:][function:]NAME[:QUALIFIER]</c>. Each optional part is taken where it can be, and given back where
/// the rest would not fit otherwise: <c>us-east-1:$LATEST</c> is a function named us-east-1.
/// </summary>
internal readonly ref struct FunctionIdentifierParser
{
    private const int MostParts = 8;
    private readonly string[] _parts;

    public FunctionIdentifierParser(string text) => _parts = text.Split(':', MostParts + 1);

    public bool TryParse(out FunctionIdentifier identifier)
    {
        if (_parts.Length > 3 && _parts[0] == "arn" && ArnGrammar.IsPartition(_parts[1]) && _parts[2] == "lambda"
            && ReadRegion(3, out identifier))
        {
            identifier = identifier with { Partition = _parts[1].Length == 0 ? null : _parts[1] };
            return true;
        }

        return ReadRegion(0, out identifier);
    }

    private bool ReadRegion(int at, out FunctionIdentifier identifier)
    {
        if (HasMore(at) && ArnGrammar.IsRegion(_parts[at]) && ReadAccount(at + 1, out identifier))
        {
            identifier = identifier with { Region = _parts[at] };
            return true;
        }

        return ReadAccount(at, out identifier);
    }

    private bool ReadAccount(int at, out FunctionIdentifier identifier)
    {
        if (HasMore(at) && ArnGrammar.IsAccount(_parts[at]) && ReadKind(at + 1, out identifier))
        {
            identifier = identifier with { Account = _parts[at] };
            return true;
        }

        return ReadKind(at, out identifier);
    }

    private bool ReadKind(int at, out FunctionIdentifier identifier) =>
        (HasMore(at) && _parts[at] == "function" && ReadName(at + 1, out identifier)) || ReadName(at, out identifier);

    private bool ReadName(int at, out FunctionIdentifier identifier)
    {
        identifier = default;
        int rest = _parts.Length - at;
        if (rest is < 1 or > 2 || !ArnGrammar.IsFunctionName(_parts[at]) || (rest == 2 && !ArnGrammar.IsQualifier(_parts[at + 1])))
        {
            return false;
        }

        identifier = new FunctionIdentifier(null, null, null, _parts[at], rest == 2 ? _parts[at + 1] : null);
        return true;
    }

    private bool HasMore(int at) => at + 1 < _parts.Length;
}
