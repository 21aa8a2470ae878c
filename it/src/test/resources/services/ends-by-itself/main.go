package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) > 1 {
		fmt.Println("version 1.2.3")
		return
	}
	fmt.Println("usage: svc --version")
	os.Exit(3)
}
