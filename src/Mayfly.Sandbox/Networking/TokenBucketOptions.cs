using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Networking;

/// <summary>The kernel's <c>tc_tbf_qopt</c>, with its two <c>tc_ratespec</c> written out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TokenBucketOptions
{
    public RateSpecification Rate;
    public RateSpecification PeakRate;

    /// <summary>Bytes that may wait.</summary>
    public uint Limit;
    public uint Buffer;
    public uint Mtu;

    /// <summary>The kernel's <c>tc_ratespec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct RateSpecification
    {
        public byte CellLog;

        /// <summary>1 is Ethernet; naming it lets the kernel compute by itself, without a table from us.</summary>
        public byte LinkLayer;
        public ushort Overhead;
        public short CellAlign;
        public ushort MinimumPacket;
        public uint BytesPerSecond;
    }
}
