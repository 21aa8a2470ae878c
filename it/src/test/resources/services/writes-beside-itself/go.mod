module example.com/writes-beside-itself

go 1.19
