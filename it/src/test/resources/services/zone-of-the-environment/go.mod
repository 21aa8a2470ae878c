module example.com/zone-of-the-environment

go 1.19
