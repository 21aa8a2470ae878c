package main

import (
	"fmt"
	"time"
)

func main() {
	fmt.Println("it is", time.Now().UnixNano())
}
