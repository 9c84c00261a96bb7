import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * Writes the two native methods of dev.mayfly.lambda.stem.NativeProcess as a shared library for each processor, so that no machine needs a C
 * compiler. Each is a handful of instructions; the format is the ELF of the System V ABI (elf(5)), with the least that dlopen wants.
 */
public final class NativeLibraryWriter {
    private static final String PREFIX = "Java_dev_mayfly_lambda_stem_NativeProcess_";
    private static final String[] SYMBOLS = {"environ", PREFIX + "changeDirectory", PREFIX + "setEnvironment"};

    private static final int HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int PROGRAM_HEADERS = 4;
    private static final int SYMBOL = 24;
    private static final int RELOCATION = 24;
    private static final int DYNAMIC_ENTRIES = 9;

    /** Writable memory starts on a page of its own, whatever the processor's page size. */
    private static final int SECOND_SEGMENT = 0x10000;

    private static final int READ = 4;
    private static final int WRITE = 2;
    private static final int EXECUTE = 1;

    private final int machine;
    private final int relocationType;
    private final byte[][] code;

    /** @param code of the two methods; the second loads the address of environ by the offset at its {@code patch}. */
    private NativeLibraryWriter(int machine, int relocationType, byte[]... code) {
        this.machine = machine;
        this.relocationType = relocationType;
        this.code = code;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Paths.get(arguments[0]);
        Files.write(folder.resolve("libmayfly-amd64.so"), new NativeLibraryWriter(62, 6, bytes(
            0x48, 0x89, 0xd7,                           // mov rdi, rdx      the first argument after JNIEnv and jclass
            0xb8, 80, 0, 0, 0,                          // mov eax, 80       chdir
            0x0f, 0x05,                                 // syscall
            0xc3),                                      // ret
            bytes(
            0x48, 0x8b, 0x05, 0, 0, 0, 0,               // mov rax, [rip+…]  the address of environ
            0x48, 0x89, 0x10,                           // mov [rax], rdx
            0xc3)).write());                            // ret
        Files.write(folder.resolve("libmayfly-aarch64.so"), new NativeLibraryWriter(183, 1025, words(
            0xaa0203e0,                                 // mov x0, x2
            0xd2800628,                                 // mov x8, 49        chdir
            0xd4000001,                                 // svc 0
            0xd65f03c0),                                // ret
            words(
            0x58000008,                                 // ldr x8, …         the address of environ
            0xf9000102,                                 // str x2, [x8]
            0xd65f03c0)).write());                      // ret
    }

    private byte[] write() {
        byte[] names = names();
        int hash = HEADER + PROGRAM_HEADERS * PROGRAM_HEADER;
        int symbols = align(hash + 4 * (3 + SYMBOLS.length + 1), 8);
        int strings = symbols + SYMBOL * (SYMBOLS.length + 1);
        int relocations = align(strings + names.length, 8);
        int first = align(relocations + RELOCATION, 16);
        int second = align(first + code[0].length, 16);
        int dynamic = align(second + code[1].length, 16);
        int pointer = dynamic + 16 * DYNAMIC_ENTRIES;
        int end = pointer + 8;

        ByteBuffer file = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        file.putShort((short) 3).putShort((short) machine).putInt(1).putLong(0).putLong(HEADER).putLong(0).putInt(0);
        file.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) PROGRAM_HEADERS).putShort((short) 64).putShort((short) 0).putShort((short) 0);
        programHeader(file, 1, READ | EXECUTE, 0, 0, dynamic, SECOND_SEGMENT);
        programHeader(file, 1, READ | WRITE, dynamic, SECOND_SEGMENT + dynamic, end - dynamic, SECOND_SEGMENT);
        programHeader(file, 2, READ | WRITE, dynamic, SECOND_SEGMENT + dynamic, 16 * DYNAMIC_ENTRIES, 8);
        programHeader(file, 0x6474e551, READ | WRITE, 0, 0, 0, 16); // the stack need not be executable

        // one bucket: a list of all symbols
        file.position(hash);
        file.putInt(1).putInt(SYMBOLS.length + 1).putInt(1).putInt(0).putInt(2).putInt(3).putInt(0);

        file.position(symbols + SYMBOL);
        symbol(file, names, 0, 0x11, 0, 0, 0);
        symbol(file, names, 1, 0x12, 1, first, code[0].length);
        symbol(file, names, 2, 0x12, 1, second, code[1].length);
        file.position(strings);
        file.put(names);
        file.position(relocations);
        file.putLong(SECOND_SEGMENT + pointer).putLong(1L << 32 | relocationType).putLong(0);

        file.position(first);
        file.put(code[0]);
        file.position(second);
        file.put(code[1]);
        point(file, second, SECOND_SEGMENT + pointer);

        file.position(dynamic);
        long[][] entries = {{4, hash}, {5, strings}, {6, symbols}, {10, names.length}, {11, SYMBOL}, {7, relocations}, {8, RELOCATION}, {9, RELOCATION}, {0, 0}};
        for (long[] entry : entries) {
            file.putLong(entry[0]).putLong(entry[1]);
        }
        return file.array();
    }

    /** Fills in how far the pointer is from the instruction that reads it. */
    private void point(ByteBuffer file, int instruction, int target) {
        if (machine == 62) {
            file.putInt(instruction + 3, target - (instruction + 7));
        } else {
            file.putInt(instruction, file.getInt(instruction) | (target - instruction) / 4 << 5);
        }
    }

    private static void programHeader(ByteBuffer file, int type, int flags, long offset, long address, long size, long alignment) {
        file.putInt(type).putInt(flags).putLong(offset).putLong(address).putLong(address).putLong(size).putLong(size).putLong(alignment);
    }

    private static void symbol(ByteBuffer file, byte[] names, int index, int info, int section, long value, long size) {
        int name = new String(names, StandardCharsets.US_ASCII).indexOf("\0" + SYMBOLS[index] + "\0") + 1;
        file.putInt(name).put((byte) info).put((byte) 0).putShort((short) section).putLong(value).putLong(size);
    }

    private static byte[] names() {
        return ("\0" + String.join("\0", SYMBOLS) + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    private static int align(int offset, int alignment) {
        return (offset + alignment - 1) / alignment * alignment;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int index = 0; index < values.length; index++) {
            bytes[index] = (byte) values[index];
        }
        return bytes;
    }

    private static byte[] words(int... values) {
        ByteBuffer words = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            words.putInt(value);
        }
        return words.array();
    }
}
