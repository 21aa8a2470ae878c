// Command hello prints a greeting that is stored backwards.
package main

import "fmt"

func main() {
	fmt.Println(reverse("!selpmaxe oG ,olleH"))
}

func reverse(text string) string {
	letters := []rune(text)
	for i, j := 0, len(letters)-1; i < j; i, j = i+1, j-1 {
		letters[i], letters[j] = letters[j], letters[i]
	}
	return string(letters)
}
