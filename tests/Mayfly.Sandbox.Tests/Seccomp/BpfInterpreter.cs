using System.Buffers.Binary;
using Mayfly.Sandbox.Seccomp;

namespace Mayfly.Sandbox.Tests.Seccomp;

/// <summary>Runs a classic BPF program as the kernel does, on the system call that a struct seccomp_data describes.</summary>
internal static class BpfInterpreter
{
    public static uint Run(ReadOnlySpan<byte> program, uint architecture, uint number, params ReadOnlySpan<ulong> arguments)
    {
        Span<byte> data = stackalloc byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(data, number);
        BinaryPrimitives.WriteUInt32LittleEndian(data[4..], architecture);
        for (int i = 0; i < arguments.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(data[(16 + (8 * i))..], arguments[i]);
        }

        uint accumulator = 0;
        for (int at = 0; ; at++)
        {
            ReadOnlySpan<byte> instruction = program.Slice(at * 8, 8);
            ushort code = BinaryPrimitives.ReadUInt16LittleEndian(instruction);
            uint constant = BinaryPrimitives.ReadUInt32LittleEndian(instruction[4..]);
            switch (code)
            {
                case BpfInstruction.LoadWord:
                    accumulator = BinaryPrimitives.ReadUInt32LittleEndian(data[(int)constant..]);
                    break;
                case BpfInstruction.And:
                    accumulator &= constant;
                    break;
                case BpfInstruction.JumpIfEqual:
                    at += accumulator == constant ? instruction[2] : instruction[3];
                    break;
                case BpfInstruction.JumpIfAtLeast:
                    at += accumulator >= constant ? instruction[2] : instruction[3];
                    break;
                case BpfInstruction.JumpIfAnyBit:
                    at += (accumulator & constant) != 0 ? instruction[2] : instruction[3];
                    break;
                case BpfInstruction.Return:
                    return constant;
                default:
                    throw new InvalidOperationException($"Instruction {at} has an operation that the filter should not use: {code:x}.");
            }
        }
    }
}
