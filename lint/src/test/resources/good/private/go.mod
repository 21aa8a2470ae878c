module example.com/app

go 1.22

require git.corp.internal/team/library v1.0.0
