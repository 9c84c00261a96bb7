namespace Mayfly.Sandbox.Seccomp;

/// <summary>One instruction of classic BPF, as the kernel's struct sock_filter: an operation, two relative jumps, a constant.</summary>
internal readonly record struct BpfInstruction(ushort Code, byte JumpTrue, byte JumpFalse, uint Constant)
{
    public const ushort LoadWord = 0x20;
    public const ushort JumpIfEqual = 0x15;
    public const ushort JumpIfAtLeast = 0x35;
    public const ushort JumpIfAnyBit = 0x45;
    public const ushort And = 0x54;
    public const ushort Return = 0x06;

    public static BpfInstruction Load(uint offset) => new(LoadWord, 0, 0, offset);

    public static BpfInstruction Mask(uint bits) => new(And, 0, 0, bits);

    public static BpfInstruction Answer(uint action) => new(Return, 0, 0, action);

    public static BpfInstruction IfEqual(uint value, byte then, byte otherwise) => new(JumpIfEqual, then, otherwise, value);

    public static BpfInstruction IfAtLeast(uint value, byte then, byte otherwise) => new(JumpIfAtLeast, then, otherwise, value);

    public static BpfInstruction IfAnyBit(uint bits, byte then, byte otherwise) => new(JumpIfAnyBit, then, otherwise, bits);
}
