/* A library to preload before a program that has to be durable. It makes each fsync and fdatasync as slow as on a real
 * disk, and counts them, since surviving kill -9 does not prove that anything was synced.
 *
 *   PUMPUP_SHIM_DELAY_US  how many microseconds each call takes longer; 0 or unset: none
 *   PUMPUP_SHIM_COUNT     a file whose first 8 bytes count the calls, as a number in the machine's byte order
 *   PUMPUP_SHIM_NAMES     a file that gets the path of whatever was synced, a line each, in that order
 *   PUMPUP_SHIM_FAIL      a file; while it is there, each call fails with EIO
 *
 *   cc -O2 -shared -fPIC -o sync.so sync.c && LD_PRELOAD=./sync.so PUMPUP_SHIM_DELAY_US=1000 program
 */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static struct timespec delay;
static unsigned long long *count;
static const char *broken;
static int names = -1;

/* A shim that does not do what it was asked for would make a test pass that should fail. */
static void give_up(const char *what) {
    perror(what);
    _exit(125);
}

__attribute__((constructor)) static void begin(void) {
    const char *microseconds = getenv("PUMPUP_SHIM_DELAY_US");
    if (microseconds) {
        long long given = atoll(microseconds);
        delay.tv_sec = given / 1000000;
        delay.tv_nsec = given % 1000000 * 1000;
    }
    broken = getenv("PUMPUP_SHIM_FAIL");
    const char *list = getenv("PUMPUP_SHIM_NAMES");
    if (list && (names = open(list, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) < 0) give_up(list);
    const char *path = getenv("PUMPUP_SHIM_COUNT");
    if (path) {
        int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (file < 0 || ftruncate(file, sizeof *count) < 0) give_up(path);
        /* Shared, so that the count outlives a process that is killed, and several processes count together. */
        void *place = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (place == MAP_FAILED) give_up(path);
        close(file);
        count = place;
    }
}

static void write_name(int file) {
    char link[64], name[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, name, sizeof name - 1);
    if (length < 0) give_up(link);
    name[length++] = '\n';
    if (write(names, name, length) != length) give_up("PUMPUP_SHIM_NAMES");
}

/* Sleeps after the call and counts at its end: what is counted has been synced. */
static int sync_it(long call, int file) {
    if (broken && access(broken, F_OK) == 0) {
        errno = EIO;
        return -1;
    }
    long result = syscall(call, file);
    int error = errno;
    struct timespec left = delay;
    while ((left.tv_sec || left.tv_nsec) && nanosleep(&left, &left) < 0 && errno == EINTR) {}
    if (names >= 0 && result == 0) write_name(file);
    if (count && result == 0) __atomic_fetch_add(count, 1, __ATOMIC_SEQ_CST);
    errno = error;
    return (int)result;
}

int fsync(int file) { return sync_it(SYS_fsync, file); }

int fdatasync(int file) { return sync_it(SYS_fdatasync, file); }
