"""What templates of libraries may use of ours."""
