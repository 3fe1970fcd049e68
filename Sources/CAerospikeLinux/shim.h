// System calls that the Glibc module of the Swift toolchain does not import.
#ifndef AEROSPIKE_LINUX_SHIM_H
#define AEROSPIKE_LINUX_SHIM_H

// The event loop waits on epoll and is woken through an eventfd.
#include <sys/epoll.h>
#include <sys/eventfd.h>

#endif
