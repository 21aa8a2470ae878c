package main

import "git.corp.internal/team/library"

func main() {
	library.Run()
}
