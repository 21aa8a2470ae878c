// Command soda stands for a migration tool that needs C: it shows its version and its commands, and checks a text's sum.
package main

/*
#include <stdint.h>
#include <stdlib.h>

// Adler-32, so that there is C to compile and to link.
static uint32_t checksum(const char *text) {
	uint32_t a = 1, b = 0;
	for (; *text; text++) {
		a = (a + (unsigned char) *text) % 65521;
		b = (b + a) % 65521;
	}
	return (b << 16) | a;
}
*/
import "C"

import (
	"fmt"
	"os"
	"unsafe"
)

const version = "v3.51.1"

func main() {
	if len(os.Args) == 3 && os.Args[1] == "checksum" {
		text := C.CString(os.Args[2])
		defer C.free(unsafe.Pointer(text))
		fmt.Printf("%08x\n", uint32(C.checksum(text)))
		return
	}
	fmt.Println(version)
	fmt.Println()
	fmt.Println("usage: soda checksum TEXT")
}
