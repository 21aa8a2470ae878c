module example.com/system-configuration

go 1.19
