"""Asks for sockets of every kind that a function has no use for."""
import socket

from attempts import attempt, boot

TCP, UDP, ICMP, RAW = 6, 17, 1, 255
KINDS = {
    'raw ICMP': (socket.AF_INET, socket.SOCK_RAW, ICMP), 'raw IP': (socket.AF_INET, socket.SOCK_RAW, RAW), 'raw ICMPv6': (socket.AF_INET6, socket.SOCK_RAW, 58),
    'ping': (socket.AF_INET, socket.SOCK_DGRAM, ICMP), 'SCTP': (socket.AF_INET, socket.SOCK_STREAM, 132), 'old packet': (socket.AF_INET, 10, 0x300),
    'packet': (socket.AF_PACKET, socket.SOCK_RAW, 0x300), 'packet datagram': (socket.AF_PACKET, socket.SOCK_DGRAM, 0),
    'kernel crypto': (socket.AF_ALG, socket.SOCK_SEQPACKET, 0), 'vsock': (socket.AF_VSOCK, socket.SOCK_STREAM, 0),
    'netfilter': (socket.AF_NETLINK, socket.SOCK_RAW, 12), 'audit': (socket.AF_NETLINK, socket.SOCK_RAW, 9), 'uevents': (socket.AF_NETLINK, socket.SOCK_RAW, 15),
    'CAN': (socket.AF_CAN, socket.SOCK_RAW, 1), 'Bluetooth': (31, socket.SOCK_RAW, 1), 'key management': (15, socket.SOCK_RAW, 2), 'XDP': (44, socket.SOCK_RAW, 0),
    'RDS': (21, socket.SOCK_SEQPACKET, 0), 'TIPC': (30, socket.SOCK_STREAM, 0), 'SMC': (43, socket.SOCK_STREAM, 0), 'AppleTalk': (5, socket.SOCK_DGRAM, 0),
}


def handler(event, context):
    if event.get('ask') == 'boot':
        return boot()
    return {
        'refused': {name: attempt(lambda: socket.socket(*kind).close()) for name, kind in KINDS.items()},
        'TCP': attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()),
        'UDP': attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()),
        'Unix': attempt(lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).close()),
    }
