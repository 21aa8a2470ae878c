package main

import "example.com/x"

func main() { x.Do() }
