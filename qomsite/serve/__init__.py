"""The preview on the staff's own machine: built anew on every save, answered to no one else."""
