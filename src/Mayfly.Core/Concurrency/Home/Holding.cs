namespace Mayfly.Core.Concurrency.Home;

/// <summary>What a home knows of one node's leases in one pool.</summary>
internal sealed class Holding
{
    /// <summary>Of a node that could not be asked.</summary>
    public const int Unknown = int.MaxValue;

    /// <summary>Never less than what the node has in use or may begin.</summary>
    public int Held { get; set; }

    /// <summary>The newest request that counts.</summary>
    public long Sequence { get; private set; }

    /// <summary>The answer to it; void while there is none.</summary>
    public LeaseAnswer Answer { get; set; }

    /// <summary>Begins with a newer request, which has no answer yet.</summary>
    public void Await(long sequence) => (Sequence, Answer) = (sequence, default);

    /// <summary>The newest order that the node has answered.</summary>
    public long Ordered { get; set; }

    /// <summary>When what the node holds is over, should it not be heard of again.</summary>
    public DateTimeOffset Until { get; set; }
}
