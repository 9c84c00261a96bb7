"""Knocks at the kernel's doors that no function needs."""
import ctypes
import os

from attempts import attempt, boot, syscall

NEW_NAMESPACE = {'NEWNS': 0x00020000, 'NEWCGROUP': 0x02000000, 'NEWUTS': 0x04000000, 'NEWIPC': 0x08000000, 'NEWUSER': 0x10000000, 'NEWPID': 0x20000000, 'NEWNET': 0x40000000}
SIGCHLD = 17

# name: numbers on x86-64 and on 64-bit ARM
NUMBERS = {
    'mount': (165, 40), 'umount2': (166, 39), 'pivot_root': (155, 41), 'chroot': (161, 51), 'ptrace': (101, 117), 'process_vm_readv': (310, 270),
    'process_vm_writev': (311, 271), 'bpf': (321, 280), 'keyctl': (250, 219), 'add_key': (248, 217), 'request_key': (249, 218), 'unshare': (272, 97),
    'setns': (308, 268), 'clone': (56, 220), 'clone3': (435, 435), 'io_uring_setup': (425, 425), 'userfaultfd': (323, 282), 'perf_event_open': (298, 241),
    'kexec_load': (246, 104), 'init_module': (175, 105), 'finit_module': (313, 273), 'personality': (135, 92), 'open_by_handle_at': (304, 265),
    'name_to_handle_at': (303, 264), 'open_tree': (428, 428), 'move_mount': (429, 429), 'fsopen': (430, 430), 'mount_setattr': (442, 442), 'ioctl': (16, 29),
    'sethostname': (170, 161), 'settimeofday': (164, 170), 'swapon': (167, 224), 'reboot': (169, 142), 'syslog': (103, 116), 'mbind': (237, 235),
    'fanotify_init': (300, 262), 'pidfd_getfd': (438, 438), 'kcmp': (312, 272), 'quotactl': (179, 60), 'acct': (163, 89), 'setuid': (105, 146), 'setgroups': (116, 159),
}
COLUMN = 1 if os.uname().machine == 'aarch64' else 0


def call(name, *arguments):
    return syscall(NUMBERS[name][COLUMN], *arguments)


def clone(flags):
    child = call('clone', flags | SIGCHLD, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child


def clone3(flags):
    arguments = (ctypes.c_uint64 * 8)(flags, 0, 0, 0, SIGCHLD, 0, 0, 0)
    child = call('clone3', ctypes.byref(arguments), 64)
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child


def memory_of_itself(name):
    """Reads or writes its own memory by a call made for others'."""
    source, target = ctypes.create_string_buffer(8), ctypes.create_string_buffer(8)
    vectors = [(ctypes.c_void_p * 2)(ctypes.addressof(buffer), 8) for buffer in (source, target)]
    return call(name, os.getpid(), ctypes.byref(vectors[0]), 1, ctypes.byref(vectors[1]), 1, 0)


def type_into_terminal():
    return call('ioctl', os.open('/dev/null', os.O_RDWR), 0x5412, ctypes.c_char_p(b'x'))


TEXT = ctypes.c_char_p
TRIED = {
    'mount': lambda: call('mount', TEXT(b'tmpfs'), TEXT(b'/tmp'), TEXT(b'tmpfs'), 0, 0),
    'umount /tmp': lambda: call('umount2', TEXT(b'/tmp'), 2),
    'umount /proc': lambda: call('umount2', TEXT(b'/proc'), 2),
    'pivot_root': lambda: call('pivot_root', TEXT(b'/tmp'), TEXT(b'/tmp')),
    'chroot': lambda: call('chroot', TEXT(b'/tmp')),
    'open_tree': lambda: call('open_tree', -100, TEXT(b'/'), 1),
    'move_mount': lambda: call('move_mount', -100, TEXT(b'/tmp'), -100, TEXT(b'/mnt'), 0),
    'fsopen': lambda: call('fsopen', TEXT(b'tmpfs'), 0),
    'mount_setattr': lambda: call('mount_setattr', -100, TEXT(b'/'), 0, 0, 0),
    'ptrace TRACEME': lambda: call('ptrace', 0, 0, 0, 0),
    'ptrace SEIZE init': lambda: call('ptrace', 0x4206, 1, 0, 0),
    'process_vm_readv': lambda: memory_of_itself('process_vm_readv'),
    'process_vm_writev': lambda: memory_of_itself('process_vm_writev'),
    'kcmp': lambda: call('kcmp', os.getpid(), os.getpid(), 0, 0, 0),
    'pidfd_getfd': lambda: call('pidfd_getfd', os.pidfd_open(os.getpid()), 0, 0),
    'bpf': lambda: call('bpf', 0, 0, 0),
    'keyctl': lambda: call('keyctl', 0, -3, 1),
    'add_key': lambda: call('add_key', TEXT(b'user'), TEXT(b'k'), TEXT(b'v'), 1, -3),
    'request_key': lambda: call('request_key', TEXT(b'user'), TEXT(b'k'), 0, -3),
    'setns': lambda: call('setns', os.open('/proc/self/ns/user', os.O_RDONLY), 0),
    'io_uring_setup': lambda: call('io_uring_setup', 1, ctypes.create_string_buffer(120)),
    'userfaultfd': lambda: call('userfaultfd', 1),
    'perf_event_open': lambda: call('perf_event_open', ctypes.create_string_buffer(128), 0, -1, -1, 0),
    'kexec_load': lambda: call('kexec_load', 0, 0, 0, 0),
    'init_module': lambda: call('init_module', 0, 0, TEXT(b'')),
    'finit_module': lambda: call('finit_module', 0, TEXT(b''), 0),
    'personality without address randomisation': lambda: call('personality', 0x0040000),
    'TIOCSTI': type_into_terminal,
    'open_by_handle_at': lambda: call('open_by_handle_at', -100, ctypes.create_string_buffer(64), 0),
    'name_to_handle_at': lambda: call('name_to_handle_at', -100, TEXT(b'/'), ctypes.create_string_buffer(256), ctypes.create_string_buffer(8), 0),
    'sethostname': lambda: call('sethostname', TEXT(b'mine'), 4),
    'settimeofday': lambda: call('settimeofday', 0, 0),
    'swapon': lambda: call('swapon', TEXT(b'/tmp/none'), 0),
    'syslog': lambda: call('syslog', 10, 0, 0),
    'mbind': lambda: call('mbind', 0, 0, 0, 0, 0, 0),
    'fanotify_init': lambda: call('fanotify_init', 0x200, 0),
    'acct': lambda: call('acct', TEXT(b'/tmp/none')),
    **{f'unshare {name}': lambda flag=flag: call('unshare', flag) for name, flag in NEW_NAMESPACE.items()},
    **{f'clone {name}': lambda flag=flag: clone(flag) for name, flag in NEW_NAMESPACE.items()},
    **{f'clone3 {name}': lambda flag=flag: clone3(flag) for name, flag in NEW_NAMESPACE.items()},
}


def handler(event, context):
    if event.get('ask') == 'boot':
        return boot()
    return {
        'tried': {name: attempt(what) for name, what in TRIED.items()},
        'identity': {
            'become root': attempt(lambda: call('setuid', 0)),
            'join groups': attempt(lambda: call('setgroups', 1, (ctypes.c_uint32 * 1)(0))),
        },
        'fork': attempt(lambda: clone(0)),
    }
